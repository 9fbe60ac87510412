"""What Streamlit's own parts are called by those who hear the page, in Swedish."""

WORDS = {
    "names": {
        "App pages": "Sidor",
        "Sidebar": "Meny",
        "Main menu": "Huvudmeny",
        "Expand sidebar": "Öppna menyn",
        "Collapse sidebar": "Stäng menyn",
        "Open": "Öppna listan",
        "Dismiss": "Stäng listan",
        "Close": "Stäng",
        "Choose an option": "Välj",
        "Selected values": "Valda",
        "Clear value": "Rensa",
        "Clear entry": "Rensa",
        "Clear all": "Rensa alla",
        "Link to heading": "Länk till rubriken",
        "Notifications": "Meddelanden",
        "Running...": "Räknar",
        "Stop script": "Avbryt",
        "file upload": "Välj filer",
        "Add files": "Välj filer",
        "Previous page": "Föregående sida",
        "Next page": "Nästa sida",
        "Pagination": "Bläddra",
    },
    "options": "{n} att välja bland.",
}
