"""The market: what coins cost, from whoever says so. One process at a time moves it, under a lease."""
