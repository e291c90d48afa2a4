namespace Overtone.Models;

/// <summary>What the fields of an <see cref="InputSpec"/> must satisfy whatever the model.</summary>
internal static class InputSpecRules
{
    /// <summary>Throws for the first field that cannot be used.</summary>
    /// <param name="spec">The description.</param>
    /// <param name="file">What to name in errors: the side file, or the model when there is none.</param>
    internal static void Require(InputSpec spec, string file)
    {
        RequirePositive(file, "height", spec.Height);
        RequirePositive(file, "width", spec.Width);
        RequirePositive(file, "resizeTo", spec.ResizeTo);
        if (spec.Range is not [var low, var high] || !double.IsFinite(low) || !double.IsFinite(high) || !(low < high))
            throw new ModelFormatException(file, "range", Write(spec.Range), "two numbers, black before white, for example [0, 255]");
        RequireChannels(file, "mean", spec.Mean, spec.Channels, double.IsFinite, "finite");
        RequireChannels(file, "std", spec.Std, spec.Channels, value => double.IsFinite(value) && value > 0, "above zero");
        RequireResize(spec, file);
        if (spec.ClassNames.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ModelFormatException(file, "classNames", $"\"{twice.Key}\" {twice.Count()} times", "each name once");
    }

    /// <summary>Throws when the description is of another number of channels than the model's.</summary>
    internal static void RequireChannels(InputSpec spec, int channels, string file)
    {
        if (channels is not (1 or 3))
            throw new ModelFormatException(file, "channels of the input", $"{channels}", "1 (grey) or 3 (colour)");
        if (spec.Channels is { } order && (order == ChannelOrder.Grey) != (channels == 1))
            throw new ModelFormatException(file, "channels", $"\"{order.ToString().ToLowerInvariant()}\"",
                channels == 1 ? "\"grey\": the model takes one channel" : "\"rgb\" or \"bgr\": the model takes three channels");
        foreach ((string field, IReadOnlyList<double> values) in new[] { ("mean", spec.Mean), ("std", spec.Std) })
        {
            if (values.Count == 3 && channels == 1)
                throw new ModelFormatException(file, field, "3 numbers", "one number: the model has one channel");
        }
    }

    internal static string Write(IEnumerable<double> numbers) => $"[{string.Join(", ", numbers)}]";

    private static void RequirePositive(string file, string field, int? value)
    {
        if (value is < 1)
            throw new ModelFormatException(file, field, $"{value}", "at least 1 pixel");
    }

    private static void RequireChannels(
        string file, string field, IReadOnlyList<double> values, ChannelOrder? channels, Func<double, bool> isGood, string condition)
    {
        if (!values.All(isGood))
            throw new ModelFormatException(file, field, Write(values), $"numbers that are {condition}");
        if (values.Count is not (0 or 1 or 3) || (channels is ChannelOrder.Grey && values.Count == 3))
            throw new ModelFormatException(file, field, $"{values.Count} numbers", "one number, or one per channel");
    }

    private static void RequireResize(InputSpec spec, string file)
    {
        if (spec.Resize != ResizeRule.ResizeAndCrop)
        {
            if (spec.ResizeTo is { } unused)
                throw new ModelFormatException(file, "resizeTo", $"{unused}", "no such field unless resize is \"resize-and-crop\"");
            return;
        }

        if (spec.ResizeTo is not { } shorter)
            throw new ModelFormatException(file, "resizeTo", "none", "the shorter side before the crop in pixels, for example "
                + "--resize-to 256, or \"resizeTo\": 256 in the side file");
        if (shorter < spec.Height || shorter < spec.Width)
            throw new ModelFormatException(file, "resizeTo", $"{shorter}", $"at least the crop, {spec.Height}x{spec.Width} pixels");
    }
}
