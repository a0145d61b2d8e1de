"""A finished Word document as a web page that says the same, for those who read on a telephone or with a screen reader."""
