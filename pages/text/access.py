"""Logging in, being refused, and what the server answers to those it does not let in."""

from pages.text.common import APP_TITLE

LOG_IN = "Logga in"
LOG_OUT = "Logga ut"
LOG_IN_TITLE = APP_TITLE
LOG_IN_ABOUT = "Logga in med ditt arbetskonto för att fortsätta."
EXPIRED = "Din inloggning har gått ut. Logga in igen för att fortsätta."
REFUSED_TITLE = "Ditt konto har ingen behörighet här"
REFUSED = (
    "Du är inloggad som {name}, men kontot är inte upplagt i {title}. "
    "Be samordningsförbundets kansli lägga till dig, eller logga ut och välj ett annat konto."
)
UNVERIFIED = (
    "Du är inloggad som {name}, men din e-postadress är inte bekräftad hos den som sköter inloggningen. "
    "Bekräfta adressen där och logga in igen, eller logga ut och välj ett annat konto."
)
NAMELESS = "en okänd användare"
LOGGED_IN = "Inloggad som {name} ({role})"
ROLES = {"styrelse": "styrelsen", "beredningsgrupp": "beredningsgruppen", "kansli": "kansliet"}

NEEDS_JAVASCRIPT = "Sidan behöver JavaScript. Slå på det i webbläsaren och ladda om."
SERVER_FAULT = "Något gick fel i programmet. Försök igen om en stund."
NOT_LOGGED_IN = "Logga in för att hämta det här."
NO_PROVIDER = (
    "Inloggningen kunde inte startas: den som sköter inloggningen svarar inte. Gå tillbaka och försök igen om en stund."
)
NOT_HERE = "Den här adressen finns inte."
ONLY_THIS_MACHINE = (
    "Den här visningen är bara öppen på den dator där den körs. För att andra ska nå den behöver inloggning ställas in."
)
WRONG_PLACE = "Servern kan inte startas på adressen {address}"
WRONG_PLACE_RULE = (
    "Ingen inloggning är inställd, så alla på nätverket skulle kunna läsa allt som visas. "
    "Utan inloggning är visningen bara öppen på den egna datorn (127.0.0.1)."
)
WRONG_PLACE_REMEDY = (
    "Lägg till avsnitten [auth] och [roles] i .streamlit/secrets.toml, eller starta utan --address. Ska den skyddade "
    "utgåvan vara öppen för alla på nätverket: python finsam.py serve --address {address} "
    "--open-to-network-without-login"
)
NEVER_OPEN = "Den interna utgåvan öppnas aldrig för nätverket utan inloggning."
NEVER_OPEN_REMEDY = "Lägg till avsnitten [auth] och [roles] i .streamlit/secrets.toml, eller visa den skyddade utgåvan."
CANNOT_START = "Servern startades inte"
