"""The security policy of a built site: what its pages may load, and who may frame them."""
