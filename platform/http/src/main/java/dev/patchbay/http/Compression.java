package dev.patchbay.http;

/**
 * Which answers are compressed for clients that take gzip. Sizes of compressed answers tell who can watch the network
 * whether a guess that made its way into an answer equals something else in it, so answers that may mix what a caller
 * sent with what it should keep secret are left alone unless an administrator says otherwise. Event streams never are.
 */
public enum Compression {
    /** None. */
    OFF,
    /** Lists, which hold nothing of the request but its id, and that outside of what is compressed. */
    LISTS,
    /** Large results too. */
    ALL;

    /** Smaller answers fit into a packet or two anyway. */
    static final int MIN_BYTES = 4 * 1024;
    /** Of results that are compressed for one answer only. */
    static final int MIN_RESULT_BYTES = 16 * 1024;
}
