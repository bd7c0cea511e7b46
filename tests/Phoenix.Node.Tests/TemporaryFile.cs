namespace Phoenix.Node.Tests;

/// <summary>A file of its own that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private TemporaryFile(string path) => Path = path;

    public string Path { get; }

    public static TemporaryFile With(string text)
    {
        var file = new TemporaryFile(System.IO.Path.GetTempFileName());
        File.WriteAllText(file.Path, text);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}
