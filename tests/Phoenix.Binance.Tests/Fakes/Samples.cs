using System.Text;

namespace Phoenix.Binance.Tests.Fakes;

/// <summary>The samples beside the codec specs; their origin is in their SOURCES.md.</summary>
public static class Samples
{
    public static string Text(string file) => File.ReadAllText(PathOf(file)).Trim();

    public static byte[] Bytes(string file) => Encoding.UTF8.GetBytes(Text(file));

    public static byte[][] Lines(string file) => [.. File.ReadLines(PathOf(file)).Select(Encoding.UTF8.GetBytes)];

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Wire", "Samples", file);
}
