"""Who somebody is: passwords, tokens, the signing key, and how often one may try."""
