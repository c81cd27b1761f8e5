"""Mentors, the boot camp, the final, awards and certificates."""
