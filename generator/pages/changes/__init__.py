"""The pages about changes since an earlier edition, and the parts of them on other pages."""
