/**
 * A thin asynchronous HTTP client over Apache HttpClient 5. It sends one request and gives one
 * reply: no retries, no redirects, no cookies, a timeout over the whole exchange and a cap on the
 * reply. It says for each failure whether the server can have processed the request. Knows no Camel
 * types.
 */
package io.github.refvideo.camel.internal.http;
