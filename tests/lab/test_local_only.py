"""Who is answered by the lab, and what its page may load."""

from __future__ import annotations

import pytest

from tests.support.lab import Open, client


async def test_only_this_machine_and_the_lab_s_own_page_are_answered(open_lab: Open) -> None:
    lab = open_lab("stage2")
    port = lab.url.split(":")[2].rstrip("/")
    foreign = [
        {"host": "evil.example"},
        {"host": f"127.0.0.1.evil.example:{port}"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{port}"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ]
    async with client() as http:
        for headers in foreign:
            for url in (lab.url, lab.app("stage2_streaming", "/generate?prompt=hi")):
                assert (await http.get(url, headers=headers)).status_code == 403, headers
            answer = await http.post(f"{lab.url}lab/grade/stage2_streaming", headers=headers)
            assert answer.status_code == 403, headers
        own = [
            {},
            {"host": f"localhost:{port}"},
            {"origin": lab.url.rstrip("/")},
            {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
            {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        ]
        for headers in own:
            assert (await http.get(lab.url, headers=headers)).status_code == 200, headers


async def test_in_a_codespace_its_own_name_is_answered(
    open_lab: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODESPACE_NAME", "fuzzy.space")
    monkeypatch.setenv("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.github.dev")
    lab = open_lab("stage2")
    own, foreign = "fuzzy.space-80.app.github.dev", "fuzzyxspace-80.app.github.dev"
    async with client() as http:
        for headers, status in (
            ({"host": own, "origin": f"https://{own}"}, 200),
            ({"origin": f"https://{own}"}, 200),
            ({"host": foreign}, 403),
            ({"origin": f"https://{foreign}"}, 403),
            ({"origin": f"http://{own}"}, 403),
        ):
            assert (await http.get(lab.url, headers=headers)).status_code == status, headers


async def test_the_page_may_load_nothing_from_elsewhere(open_lab: Open) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for path in ("", "page/main.js", "page/style.css"):
            policy = (await http.get(lab.url + path)).headers["content-security-policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
        url = lab.app("stage2_streaming", "/generate?prompt=%3Cscript%3E")
        shown = await http.get(url, headers={"sec-fetch-dest": "document"})
        assert shown.headers["content-security-policy"] == "sandbox"


async def test_what_is_odd_is_the_askers_own_affair(open_lab: Open) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for path in ("app%2Fx", "app/%2F", "app%2Fstage2_streaming/generate?prompt=hi", "app/"):
            assert (await http.get(lab.url + path)).status_code == 404, path
        for body in (b"[" * 100_000, b'{"a":' * 100_000, b"nonsense", b"[]", b""):
            answer = await http.post(f"{lab.url}lab/pace", content=body)
            assert answer.status_code == 400, body[:10]
