"""The demo practitioner: a figure drawn from joint angles, with known truth, for tests and a first look."""
