"""Video over WebRTC: the WHIP resource (RFC 9725), its peer, and what keeps a stranger's packets out."""
