"""Packs: found, built, installed and removed. Data only; nothing in one is ever executed."""
