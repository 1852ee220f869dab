"""Figures for README and CHANGELOG: each says what it measures and against what."""
