using System.Text;
using Overtone.Fuzz.Mutation;
using Overtone.Models;
using Overtone.Models.Onnx;
using Overtone.Tests;

namespace Overtone.Fuzz.Kinds;

/// <summary>Models, as far as they are looked at before a native library opens them, and their side files.</summary>
internal static class ModelKinds
{
    private const string SideFile = """
        {
          "height": 8, "width": 8, "channels": "rgb", "layout": "nchw", "range": [0, 1], "mean": [0.4, 0.5, 0.6], "std": 0.2,
          "resize": "resize-and-crop", "resizeTo": 10, "filter": "bilinear", "output": "logits", "classNames": ["cat", "dog"]
        }
        """;

    public static IEnumerable<InputKind> All() =>
    [
        new("side-file", Structure.Json, "m.json", [Encoding.UTF8.GetBytes(SideFile)], folder =>
            InputSpecFile.Read(Path.Combine(folder, "m.json"))),
        new("onnx", Structure.Bytes, "m.onnx", [Model("external-weights/model.onnx"), Model("one-sigmoid-output.onnx"),
            Damaged("invalid-nested.onnx"), Damaged("esc-input.onnx")], folder =>
        {
            string file = Path.Combine(folder, "m.onnx");
            ClassifierFile.FilesOf(file);
            OnnxClassifier.Layers(file);
            OnnxClassifier.FeatureMaps(file);
            using FileStream stream = File.OpenRead(file);
            OnnxProtobuf.FirstConvolution(stream, Path.GetDirectoryName(file)!);
        })
        {
            Prepare = folder => File.WriteAllBytes(Path.Combine(folder, "model.onnx.data"), Model("external-weights/model.onnx.data")),
        },
        new("torchscript", Structure.Zip, "m.pt",
            [Model("detached-output.pt"), Model("dynamic-int8.pt"), Damaged("dup.pt"), Damaged("crash.pt"), Damaged("crc.pt")], folder =>
        {
            string file = Path.Combine(folder, "m.pt");
            ClassifierFile.FilesOf(file);
            TorchScriptArchive.Require(file);
        }),
    ];

    internal static byte[] Model(string name) => File.ReadAllBytes(Path.Combine(Cases.Models, name));

    internal static byte[] Damaged(string name) => File.ReadAllBytes(Path.Combine(Cases.Damaged, name));
}
