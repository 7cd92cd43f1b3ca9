//! The replies that are there at first, one for each question that every library gets.

/// Name and text of each.
pub(super) const REPLIES: [(&str, &str); 15] = [
    (
        "Opening hours",
        "We are open {hours}. Today: {hours today}. You can renew and borrow e-books at {web} at any hour.",
    ),
    (
        "Getting a card",
        "You can get a card at the desk in a few minutes. Please bring something that shows your name and your address. \
         What you need and who can have one stands at {web}",
    ),
    (
        "Renewing",
        "You can renew what you have borrowed at {web} or by calling {desk phone}. If somebody else is waiting for it, it \
         cannot be renewed, and you will see that there.",
    ),
    (
        "Reserving a book",
        "Look it up at {web} and press the button to reserve it. You will hear from us when it is ready to be picked up.",
    ),
    (
        "Help with e-books",
        "Sorry that it does not work. The steps for phones, tablets and readers stand at {web}. If you are stuck, call \
         {desk phone} or come by with your device, and we will look at it together.",
    ),
    (
        "Wi-Fi and printing",
        "Wi-Fi is free and needs no card. You can print at the library, also from your phone. How it works and what it \
         costs stands at {web}",
    ),
    (
        "Meeting room",
        "Our rooms can be booked at {web}. There you also see what is free, who may book, and what is in each room. \
         Questions? Call {desk phone}.",
    ),
    (
        "Giving us books",
        "Thank you for thinking of us. What we can take, and when, stands at {web}. Please ask before you bring many: call \
         {desk phone}.",
    ),
    (
        "Volunteering",
        "How kind of you. What volunteers do here and how to begin stands at {web}, or call {desk phone} and ask for \
         {name}.",
    ),
    (
        "Suggesting a book",
        "Thank you for the suggestion. Please leave it with the form at {web}, so that it reaches those who choose what we \
         buy.",
    ),
    (
        "Complaint, heard",
        "Thank you for telling us, and I am sorry that this happened. I have passed it on to the person who can change \
         it, and you will hear from us by {day}.",
    ),
    (
        "Concern about a book",
        "Thank you for telling us. The library has a way to look at a book again, and everybody who lives here can ask for \
         that. The form and how it goes on stand at {web}. I cannot decide about it here.",
    ),
    (
        "Something lost",
        "Please call {desk phone} or come to the desk; we keep what is found. Say what it looks like and when you were \
         here, but please do not post your card number or telephone here.",
    ),
    (
        "Getting in and around",
        "You can come in without steps at {place}. There are lifts to every floor and a toilet with room for a wheelchair. \
         Is there anything you need that we have not thought of? Call {desk phone}.",
    ),
    (
        super::PRIVATELY,
        "We are glad to help. Because this is about your own account, please send us a private message or call {desk \
         phone}. Please do not post your card number here.",
    ),
];
