"""The parentheses are missing."""

from fastapi import FastAPI

app = FastAPI
