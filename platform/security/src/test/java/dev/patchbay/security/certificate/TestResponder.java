package dev.patchbay.security.certificate;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A real OCSP responder of one authority, on this machine. */
final class TestResponder implements AutoCloseable {
    final Set<BigInteger> revoked = new CopyOnWriteArraySet<>();
    volatile boolean down;
    private final HttpServer server;

    TestResponder(TestAuthority authority, Instant now) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (down) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                byte[] request = exchange.getRequestMethod().equals("POST")
                        ? exchange.getRequestBody().readAllBytes()
                        : Base64.getDecoder().decode(exchange.getRequestURI().getPath().substring(1));
                byte[] answer = answer(authority, new OCSPReq(request), now).getEncoded();
                exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private OCSPResp answer(TestAuthority authority, OCSPReq request, Instant now) throws Exception {
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(
                SubjectPublicKeyInfo.getInstance(authority.keys.getPublic().getEncoded()),
                new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1)));
        for (Req each : request.getRequestList()) {
            boolean isRevoked = revoked.contains(each.getCertID().getSerialNumber());
            CertificateStatus status = isRevoked
                    ? new RevokedStatus(Date.from(TestAuthority.FROM), CRLReason.keyCompromise)
                    : CertificateStatus.GOOD;
            builder.addResponse(each.getCertID(), status, Date.from(now), Date.from(now.plusSeconds(600)));
        }
        Extension nonce = request.getExtension(
                OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null) {
            builder.setResponseExtensions(new Extensions(nonce));
        }
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL,
                builder.build(TestAuthority.signer(authority.keys, "SHA256withECDSA"), new X509CertificateHolder[0],
                        Date.from(now)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
