package dev.patchbay.processor;

/** A mistake in the body of a contributing class; the line in error contains {@code at}. */
record Mistake(String body, String at, String message) {
    @Override
    public String toString() {
        return message;
    }
}
