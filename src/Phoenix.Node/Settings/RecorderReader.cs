using Phoenix.Core.Settings;

namespace Phoenix.Node.Settings;

/// <summary>The flight recorder's part of the settings.</summary>
internal static class RecorderReader
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    public static RecorderSettings Recorder(KeyReader block)
    {
        var recorder = new RecorderSettings
        {
            Enabled = block.Choice("enabled", ("on", true), ("off", false)),
            Span = block.Duration("span", TimeSpan.FromSeconds(10)),
            Size = block.Size("size", 1L << 20, 4L << 30),
            MergeWindow = block.Duration("merge-window", Least),
            Lead = block.Duration("lead", TimeSpan.Zero),
        };
        block.DemandAtLeast(recorder.Span, "span", recorder.Lead, "lead");
        return recorder;
    }

    public static DecisionSettings Decisions(KeyReader node, KeyReader block) => new()
    {
        Enabled = block.Choice("enabled", ("on", true), ("off", false)),
        DataFolder = node.Text("data-folder", text => text.Length > 0, "expected a path"),
        KeepSize = block.Size("keep-size", 1L << 20, 1L << 40),
    };

    public static IncidentFolderSettings Folder(KeyReader node, KeyReader block) => new()
    {
        DataFolder = node.Text("data-folder", text => text.Length > 0, "expected a path"),
        KeepIncidents = block.Count("keep-incidents", 1, 100_000),
        KeepSize = block.Size("keep-size", 1L << 20, 1L << 40),
    };
}
