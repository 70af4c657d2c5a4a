package dev.patchbay.invocation;

/**
 * Where a call came from.
 *
 * @param transport such as {@code http} or {@code stdio}
 * @param address the address of the other end, empty where there is none
 */
public record Origin(String transport, String address) {
    /** The transport of a call that makes a result anew in the background. */
    static final String CACHE = "cache";
    /** A call from within this process. */
    public static final Origin INSIDE = new Origin("inside", "");
}
