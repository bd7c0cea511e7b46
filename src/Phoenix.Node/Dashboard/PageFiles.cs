using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Phoenix.Node.Dashboard;

/// <summary>The files of the page, which are part of the program.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "wwwroot/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, (byte[] Content, string Type, string Tag)> _files = Load();

    /// <summary>Whether there was such a file.</summary>
    public async Task<bool> TryServe(HttpContext context)
    {
        var path = context.Request.Path.Value is "/" or null ? "/index.html" : context.Request.Path.Value;
        if (!HttpMethods.IsGet(context.Request.Method) || !_files.TryGetValue(path, out var file))
        {
            return false;
        }

        context.Response.Headers[HeaderNames.ETag] = file.Tag;
        context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        if (context.Request.Headers[HeaderNames.IfNoneMatch] == file.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        context.Response.ContentType = file.Type;
        context.Response.ContentLength = file.Content.Length;
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
        return true;
    }

    private static FrozenDictionary<string, (byte[] Content, string Type, string Tag)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => "/" + name[Prefix.Length..].Replace('\\', '/'),
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    using var copy = new MemoryStream();
                    stream.CopyTo(copy);
                    var content = copy.ToArray();
                    var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
                    return (content, Types.GetValueOrDefault(Path.GetExtension(name), "text/plain"), tag);
                },
                StringComparer.Ordinal);
    }
}
