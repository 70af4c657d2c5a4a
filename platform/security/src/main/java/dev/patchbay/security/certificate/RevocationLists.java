package dev.patchbay.security.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revocation lists from files, read again when a file has changed. Safe for all threads; blocks. */
final class RevocationLists {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationLists.class);

    private final List<Path> files;
    private final Map<Path, Read> known = new HashMap<>();

    private record Read(FileTime modified, long size, Collection<? extends CRL> lists) {}

    RevocationLists(List<Path> files) {
        this.files = files;
    }

    /** All lists; a file that cannot be read has none, so that the certificates it speaks of are refused. */
    synchronized List<CRL> current() {
        List<CRL> all = new ArrayList<>();
        for (Path file : files) {
            try {
                FileTime modified = Files.getLastModifiedTime(file);
                long size = Files.size(file);
                Read read = known.get(file);
                if (read == null || !read.modified().equals(modified) || read.size() != size) {
                    read = new Read(modified, size, read(file));
                    known.put(file, read);
                }
                all.addAll(read.lists());
            } catch (IOException | CertificateException | CRLException e) {
                LOG.error("The revocation list {} cannot be read; certificates that need it are refused", file, e);
            }
        }
        return all;
    }

    private static Collection<? extends CRL> read(Path file)
            throws IOException, CertificateException, CRLException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCRLs(in);
        }
    }
}
