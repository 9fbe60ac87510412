"""What Streamlit's own parts say in English, in Swedish: names that are heard, and the notice of a lost server."""

LOST = "Servern svarar inte. Sidan försöker igen av sig själv. Säg till den som sköter servern om det dröjer."

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
    "dialogs": {
        "Connection error": "Ingen kontakt med servern",
        "Streamlit server is not responding. Are you connected to the internet?": LOST,
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": LOST,
        "streamlit run yourscript.py": "python finsam.py serve",
    },
}
