package dev.patchbay.protocol;

import java.util.Optional;

/** A published revision of the protocol, oldest first, so that {@code compareTo} tells which is older. */
public enum Revision {
    V2024_11_05("2024-11-05", Era.LEGACY),
    V2025_03_26("2025-03-26", Era.LEGACY),
    V2025_06_18("2025-06-18", Era.LEGACY),
    V2025_11_25("2025-11-25", Era.LEGACY),
    V2026_07_28("2026-07-28", Era.MODERN);

    private final String text;
    private final Era era;

    Revision(String text, Era era) {
        this.text = text;
        this.era = era;
    }

    /** The revision's date, as it stands on the wire. */
    public String text() {
        return text;
    }

    public Era era() {
        return era;
    }

    public boolean isModern() {
        return era == Era.MODERN;
    }

    public boolean isAtLeast(Revision other) {
        return compareTo(other) >= 0;
    }

    /** The revision with this date, if it is a published one. */
    public static Optional<Revision> of(String text) {
        for (Revision revision : values()) {
            if (revision.text.equals(text)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
