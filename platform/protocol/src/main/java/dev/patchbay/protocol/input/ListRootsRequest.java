package dev.patchbay.protocol.input;

/** {@code roots/list}: where in the file system the client works. */
public record ListRootsRequest() implements InputRequest {
    @Override
    public String method() {
        return "roots/list";
    }
}
