// Text and bytes with everything in them visible, in the notation of Python, as in the reports.

const GLYPHS = new Map([[" ", "·"], ["\n", "↵"], ["\t", "⇥"]]);
const UNSEEN = /[\p{C}\p{Z}]/u;

// Return parts {text, glyph}: what is there, and stand-ins for what cannot be seen.
export function parts(bytes) {
  const found = [];
  for (const character of characters(bytes)) {
    const stand_in = GLYPHS.get(character.text) ?? (character.invalid ? character.text : unseen(character.text));
    const last = found.at(-1);
    if (stand_in === undefined && last && !last.glyph) last.text += character.text;
    else found.push({ text: stand_in ?? character.text, glyph: stand_in !== undefined });
  }
  return found;
}

// Return text in one short line, for a label.
export function label(text, most = 24) {
  const letters = [...text];
  const shown = letters.slice(0, most).map((letter) => GLYPHS.get(letter) ?? unseen(letter) ?? letter);
  return shown.join("") + (letters.length > most ? "…" : "");
}

function unseen(character) {
  if (!UNSEEN.test(character)) return undefined;
  if (character === "\r") return "\\r";
  const code = character.codePointAt(0);
  const [letter, digits] = code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}

// Cut bytes into characters of UTF-8; a byte that belongs to none stands for itself.
function* characters(bytes) {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOf(bytes[at]);
    try {
      yield { text: decoder.decode(bytes.subarray(at, at + length)) };
      at += length;
    } catch {
      yield { text: `\\x${bytes[at].toString(16).padStart(2, "0")}`, invalid: true };
      at += 1;
    }
  }
}

function lengthOf(lead) {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}
