using Overtone.Fuzz.Mutation;
using Overtone.Fuzz.Opening;

namespace Overtone.Fuzz.Kinds;

/// <summary>Models that native libraries open, in a child process.</summary>
internal static class ChildKinds
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static OpeningProcess Process { get; } = new();

    public static IEnumerable<InputKind> All() =>
    [
        new("torchscript-child", Structure.Zip, "m.pt",
            [ModelKinds.Model("detached-output.pt"), ModelKinds.Model("dynamic-int8.pt"), ModelKinds.Damaged("crash.pt")], folder =>
            Process.Open(Path.Combine(folder, "m.pt"))) { Patience = Patience, QuotesLibraries = true },
        new("onnx-child", Structure.Bytes, "m.onnx",
            [ModelKinds.Model("one-sigmoid-output.onnx"), ModelKinds.Damaged("invalid-nested.onnx")], folder =>
            Process.Open(Path.Combine(folder, "m.onnx"))) { Patience = Patience, QuotesLibraries = true },
    ];
}
