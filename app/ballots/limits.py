"""What a ballot here can and cannot promise, said on its page before anybody votes. Plain sentences, in this order."""

LIMITS = (
    "Secret means that other members, the chairs and the public do not see how you voted.",
    "While voting is open, the operators of the server technically could. The key to the votes is then destroyed.",
    "Copies (backups) of the server made while voting is open are a matter of trust in its operators.",
    "Someone who watches you vote, or who controls your device, can see or change your vote.",
    "You can vote again until the closing time. Only your last vote counts; nobody is told how often you changed it.",
    "Your receipt proves that your ballot is counted. With your code it could show somebody how you voted.",
    "In small groups totals can reveal votes, above all when everybody votes alike.",
    "Do not use this service for a ballot in which people may be threatened or bought.",
)
