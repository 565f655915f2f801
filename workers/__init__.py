"""What happens after the caller has gone home: loops, consumers and jobs.

Whatever may fail and be tried again tomorrow lives here. It meets the resolvers only through events and feeds.
"""
