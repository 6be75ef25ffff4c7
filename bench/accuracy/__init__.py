"""How accurate the coach is: one command over photos, clips, generated bodies and the demo practitioner."""
