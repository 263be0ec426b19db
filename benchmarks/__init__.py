"""What `make bench` runs: this app beside the naive way and plotly, in one run on one machine."""
