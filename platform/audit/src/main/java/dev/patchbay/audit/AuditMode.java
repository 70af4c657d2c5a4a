package dev.patchbay.audit;

/** When a call may reach its plugin. */
public enum AuditMode {
    /** Tools not declared read-only as {@link #SYNCED}, all else as {@link #WRITTEN}. The default. */
    BY_TRAITS,
    /** When its record is on the disk. */
    SYNCED,
    /** When its record is in the file, so that the death of this process cannot lose it; on the disk within 100 ms. */
    WRITTEN,
    /** Calls are not recorded; for dev mode only. What administrators do is. */
    OFF
}
