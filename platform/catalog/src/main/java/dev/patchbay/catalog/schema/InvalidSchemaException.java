package dev.patchbay.catalog.schema;

/** Says that a JSON Schema cannot be used: it is malformed, too large, or asks for what is not supported. */
public final class InvalidSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSchemaException(String path, String problem) {
        super((path.isEmpty() ? "The schema " : "The schema at " + path + " ") + problem);
    }
}
