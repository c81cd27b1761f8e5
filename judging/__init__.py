"""From criteria and marks to a ranking, a vote and finalists."""
