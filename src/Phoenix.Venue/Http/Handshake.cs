using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Phoenix.Venue.Http;

/// <summary>The upgrade of an HTTP connection to a WebSocket, RFC 6455, section 4.2.</summary>
internal static class Handshake
{
    /// <summary>Whether a request wants to become a socket, however well it asks.</summary>
    internal static bool IsAsked(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>The status to refuse a badly asked upgrade with; null when it is well-formed.</summary>
    internal static int? Refuses(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (!HttpMethods.IsGet(context.Request.Method)) return StatusCodes.Status405MethodNotAllowed;
        if (headers.SecWebSocketVersion != "13")
        {
            context.Response.Headers.SecWebSocketVersion = "13";
            return StatusCodes.Status426UpgradeRequired;
        }

        var key = headers.SecWebSocketKey.ToString();
        Span<byte> nonce = stackalloc byte[16];
        var isKey = key.Length == 24 && Convert.TryFromBase64String(key, nonce, out var length) && length == 16;
        return isKey ? null : StatusCodes.Status400BadRequest;
    }

    /// <summary>Switches protocols; from here on the stream carries frames.</summary>
    internal static Task<Stream> Accept(HttpContext context)
    {
        const string Suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        var key = context.Request.Headers.SecWebSocketKey + Suffix;
        var headers = context.Response.Headers;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
#pragma warning disable CA5350   // RFC 6455 prescribes SHA-1 here; it protects nothing
        headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key)));
#pragma warning restore CA5350
        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }
}
