"""The API of the boot camp, the final and prizes."""
