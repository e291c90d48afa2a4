using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Overtone.Tests;

namespace Overtone.Cli.Tests;

/// <summary>A folder with models and data for audits, good and bad, and the program to run on them.</summary>
public sealed class AuditInputs : IDisposable
{
    private static readonly byte[] Green = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEElEQVR4nGNgaGDAjoaWBACBfCAB1+kwKQAAAABJRU5ErkJggg==");

    private readonly CommandLine _program = new();

    public AuditInputs()
    {
        string fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");
        foreach (string file in Directory.GetFiles(fixtures))
            File.Copy(file, PathOf(Path.GetFileName(file)));
        byte[] onnx = File.ReadAllBytes(PathOf("rgb.onnx")), script = File.ReadAllBytes(PathOf("rgb.pt"));
        File.WriteAllBytes(PathOf("truncated.onnx"), onnx[..(onnx.Length / 2)]);
        File.WriteAllBytes(PathOf("truncated.pt"), script[..(script.Length / 2)]);
        File.WriteAllBytes(PathOf("random.onnx"), [0xf5, 0x69, 0x3d, 0x85, 0x37, 0xee, 0xe3, 0x32, 0x11]);
        File.WriteAllBytes(PathOf("unknown_operator.onnx"), WithUnknownOperator(onnx));
        using (ZipArchive zip = ZipFile.Open(PathOf("other.zip"), ZipArchiveMode.Create))
            zip.CreateEntry("letter.txt");
        Directory.CreateDirectory(PathOf("folder.onnx"));
        File.WriteAllText(PathOf("digits_size.json"), """{ "height": 12, "width": 12 }""");
        SideFile("unknown_field", """{ "hieght": 8 }""");
        SideFile("no_json", """{ "mean": """);
        Data("photos.npz", 0, 1, 2, 3, 0, 1);
        Data("five_classes.npz", 0, 1, 2, 3, 4, 0);
        Data("few_labels.npz", 0, 1, 2);
        Data("unlabelled.npz");
        PhotoFolder("no_classes", "");
        PhotoFolder("broken", "cat");
        PhotoFolder("broken", "dog", Green[..50]);
        Directory.CreateDirectory(PathOf("empty"));
        foreach (string label in (string[])["bird", "cat", "dog", "airplane"])
        {
            string part = Directory.CreateDirectory(PathOf($"mixed/{label}")).FullName;
            foreach (string file in Directory.GetFiles(Path.Combine(Cases.Data, "mixed-sizes", label)))
                File.Copy(file, Path.Combine(part, Path.GetFileName(file)));
        }
    }

    public string PathOf(string name) => Path.Combine(_program.Folder, name);

    /// <summary>Runs an audit with a store and a run folder of its own.</summary>
    internal CommandLine.Result Audit(string arguments)
    {
        foreach (string folder in new[] { "store", "out" })
        {
            if (Directory.Exists(PathOf(folder)))
                Directory.Delete(PathOf(folder), recursive: true);
        }

        return _program.Run($"run audit --quiet --jobs 1 --out out {arguments}");
    }

    /// <summary>Runs a command in the folder.</summary>
    internal CommandLine.Result Run(string arguments) => _program.Run(arguments);

    public void Dispose() => _program.Dispose();

    // As if it came from a newer or private set of operators.
    private static byte[] WithUnknownOperator(byte[] onnx)
    {
        byte[] changed = [.. onnx];
        "Rexu"u8.CopyTo(changed.AsSpan(onnx.AsSpan().IndexOf("\"\u0004Relu"u8) + 2));
        return changed;
    }

    private void SideFile(string model, string text)
    {
        File.Copy(PathOf("rgb.onnx"), PathOf(model + ".onnx"));
        File.WriteAllText(PathOf(model + ".json"), text);
    }

    private void PhotoFolder(string name, string label, byte[]? last = null)
    {
        string folder = Directory.CreateDirectory(Path.Combine(PathOf(name), label)).FullName;
        File.WriteAllBytes(Path.Combine(folder, "1.png"), Green);
        File.WriteAllBytes(Path.Combine(folder, "2.png"), last ?? Green);
    }

    // The fixtures' six colour images of 8x8 pixels.
    private void Data(string name, params long[] labels)
    {
        using ZipArchive zip = ZipFile.Open(PathOf(name), ZipArchiveMode.Create);
        zip.CreateEntryFromFile(PathOf("images_rgb.npy"), "images.npy");
        if (labels.Length == 0)
            return;
        using Stream stream = zip.CreateEntry("labels.npy").Open();
        byte[] header = Encoding.ASCII.GetBytes(
            $"{{'descr': '<i8', 'fortran_order': False, 'shape': ({labels.Length},), }}".PadRight(117) + "\n");
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header]);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (long label in labels)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, label);
            stream.Write(bytes);
        }
    }
}
