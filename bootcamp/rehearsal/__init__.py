"""A dress rehearsal: the whole course, with all that can go wrong, on a database of its own."""
