"""The methods in words: plain language first, then each rule with the numbers in force."""
