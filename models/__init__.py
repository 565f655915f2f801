"""What is kept, and what may be done to it.

Verbs take plain values and the acting person; they check the rules, change rows and announce the news, and
neither begin nor commit. Nothing here knows of GraphQL, HTTP or jobs.
"""
