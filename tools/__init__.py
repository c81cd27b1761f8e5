"""What sets this repository up and checks it; the product never imports it."""
