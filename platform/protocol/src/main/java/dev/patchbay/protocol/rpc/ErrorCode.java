package dev.patchbay.protocol.rpc;

/** The error numbers in use. -32000 to -32019 are for legacy revisions only; a modern answer never carries them. */
public final class ErrorCode {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    /** Modern: a header is missing, malformed or differs from the body. */
    public static final int HEADER_MISMATCH = -32020;
    /** Modern: the request needs something its client did not declare. */
    public static final int MISSING_REQUIRED_CLIENT_CAPABILITY = -32021;
    /** Modern: the version in {@code _meta} is not served. */
    public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    /** Legacy: who are you? */
    public static final int LEGACY_AUTHENTICATION = -32000;
    /** Legacy: you may not. */
    public static final int LEGACY_AUTHORIZATION = -32001;
    /** Legacy: no such resource. */
    public static final int LEGACY_RESOURCE_NOT_FOUND = -32002;
    /** Legacy: the tool failed. */
    public static final int LEGACY_TOOL_FAILED = -32003;
    /** Legacy: a limit was reached. */
    public static final int LEGACY_RATE_LIMITED = -32004;
    /** Legacy 2025-11-25: the request needs URL elicitations first. */
    public static final int LEGACY_URL_ELICITATION_REQUIRED = -32042;

    /** Our own, modern: a limit was reached. Outside the range that JSON-RPC reserves. */
    public static final int RATE_LIMITED = 42900;

    private ErrorCode() {}
}
