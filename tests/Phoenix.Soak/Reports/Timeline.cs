using System.Globalization;
using System.Net;
using System.Text;

namespace Phoenix.Soak.Reports;

/// <summary>Lanes over one axis of time: faults and recoveries, then each quantity as a line of its own.</summary>
internal sealed class Timeline(TimeSpan length)
{
    private const int Width = 1_000;
    private const int Left = 110;
    private const int Right = 30;
    private const int LaneHeight = 90;
    private const int Gap = 22;

    private readonly StringBuilder _lanes = new();
    private int _next = 10;

    private double Seconds => Math.Max(1, length.TotalSeconds);

    /// <summary>A tick per fault, and a bar for as long as not everything was quoted because of it.</summary>
    internal Timeline Faults(IEnumerable<(TimeSpan At, TimeSpan Outage, string Text)> faults)
    {
        const int Height = 40;
        Label("faults", string.Empty, _next, Height);
        foreach (var (at, outage, text) in faults)
        {
            var (x, wide) = (X(at), Math.Max(2, outage.TotalSeconds / Seconds * (Width - Left - Right)));
            var color = outage > TimeSpan.Zero ? "#d9534f" : "#9aa5b1";
            Add($"<rect x='{x:0.0}' y='{_next}' width='{wide:0.0}' height='{Height}' fill='{color}' opacity='0.75'>");
            Add($"<title>{WebUtility.HtmlEncode(text)}</title></rect>");
        }

        _next += Height + Gap;
        return this;
    }

    /// <summary>One value after the other, from zero; with its largest value at the side.</summary>
    internal Timeline Line(string name, string unit, string color, IReadOnlyList<(TimeSpan At, double Value)> values)
    {
        var most = Math.Max(1, values.Select(value => value.Value).DefaultIfEmpty().Max() * 1.1);
        Label(name, $"{most / 1.1:0.#} {unit}", _next, LaneHeight);
        var points = new StringBuilder();
        foreach (var (at, value) in Thinned(values))
        {
            var y = _next + LaneHeight - (LaneHeight * value / most);
            points.Append(CultureInfo.InvariantCulture, $"{X(at):0.0},{y:0.0} ");
        }

        var (first, last, floor) = (X(values.Count == 0 ? TimeSpan.Zero : values[0].At),
            X(values.Count == 0 ? TimeSpan.Zero : values[^1].At), _next + LaneHeight);
        Add($"<polygon points='{first:0.0},{floor} {points}{last:0.0},{floor}' fill='{color}' opacity='0.15'/>");
        Add($"<polyline points='{points}' fill='none' stroke='{color}' stroke-width='1.5'/>");
        _next += LaneHeight + Gap;
        return this;
    }

    internal string ToSvg()
    {
        var svg = new StringBuilder();
        var height = _next + 10;
        svg.Append(CultureInfo.InvariantCulture, $"<svg class='wide' viewBox='0 0 {Width} {height}' role='img'>");
        for (var tick = 0; tick <= 10; tick++)
        {
            var at = length * (tick / 10.0);
            var text = length < TimeSpan.FromMinutes(3)
                ? string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds:0} s")
                : string.Create(CultureInfo.InvariantCulture, $"{at.TotalMinutes:0.#} min");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1='{X(at):0}' x2='{X(at):0}' y1='4' y2='{_next - Gap}' ")
                .Append("stroke='#e3e7eb'/>")
                .Append(CultureInfo.InvariantCulture, $"<text x='{X(at):0}' y='{_next}' ")
                .Append("text-anchor='middle'>").Append(text).Append("</text>");
        }

        return svg.Append(_lanes).Append("</svg>").ToString();
    }

    /// <summary>
    /// No more points than pixels: of those that share one the lowest and the highest, so that nothing short is lost.
    /// </summary>
    private static IEnumerable<(TimeSpan At, double Value)> Thinned(IReadOnlyList<(TimeSpan At, double Value)> values)
    {
        var step = Math.Max(2, 2 * values.Count / Width);
        foreach (var few in values.Chunk(step))
        {
            yield return (few[0].At, few.Min(value => value.Value));
            yield return (few[^1].At, few.Max(value => value.Value));
        }
    }

    private double X(TimeSpan at) => Left + (at.TotalSeconds / Seconds * (Width - Left - Right));

    private void Label(string name, string most, int top, int height)
    {
        Add($"<text x='{Left - 10}' y='{top + 12}' text-anchor='end' class='name'>{name}</text>");
        Add($"<text x='{Left - 10}' y='{top + 28}' text-anchor='end'>{most}</text>");
        Add($"<line x1='{Left}' x2='{Width - Right}' y1='{top + height}' y2='{top + height}' stroke='#c9d1d9'/>");
    }

    private void Add(FormattableString piece) => _lanes.Append(piece.ToString(CultureInfo.InvariantCulture));
}
