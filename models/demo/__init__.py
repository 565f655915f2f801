"""What a forum for trying things out begins with: people and what they say, from the words in this folder.

They are taken in by the features' own verbs, without news: nobody is mailed about them.
"""
