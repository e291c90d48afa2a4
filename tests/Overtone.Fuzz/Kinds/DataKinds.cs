using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Data.Downloads;
using Overtone.Data.Snapshots;
using Overtone.Fuzz.Mutation;
using Overtone.Models;
using Overtone.Tests;
using SkiaSharp;

namespace Overtone.Fuzz.Kinds;

/// <summary>Arrays, sets of images, saved trainings and downloads.</summary>
internal static class DataKinds
{
    public static IEnumerable<InputKind> All() =>
    [
        new("npy", Structure.Bytes, "x.npy",
            [Npy<float>([0, 0.5f, 1], 3), Npy<byte>(new byte[24], 2, 3, 4), Npy<double>([1], 1, 1), Damaged("npyover/x.npy")], folder =>
        {
            NpyArray array = NpyReader.Read(Path.Combine(folder, "x.npy"));
            array.ToDoubles();
            if (array.ElementType is not (NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64))
                array.ToIntegers();
        }),
        new("npz", Structure.Zip, "x.npz",
            [Npz(new byte[32]), Npz(new float[32]), Npz(new double[32]), Damaged("badhdr.npz"), Damaged("crc.npz")], folder =>
        {
            string file = Path.Combine(folder, "x.npz");
            NpzReader.Describe(file, "set");
            ReadAll(NpzReader.Read(file, "set").Train);
        }),
        new("npz-training", Structure.Zip, "t.npz", [Training()], folder => ReadTraining(Path.Combine(folder, "t.npz"))),
        new("npy-training", Structure.Bytes, "y.npy", [Npy<float>([0, 1, 0], 3), Npy<long>([0, 1, 2], 3)],
            ReadTraining) { Prepare = PutTraining },
        new("idx", Structure.Bytes, "train-images-idx3-ubyte",
            [Idx(2, 3, 4), Damaged("idxneg/train-images"), Damaged("idxzero/train-images")], ReadIdx) { Prepare = PutLabels },
        new("idx-labels", Structure.Bytes, "labels", [[0, 0, 8, 1, 0, 0, 0, 2, 0, 1]], folder =>
            IdxReader.ReadLabels(Path.Combine(folder, "labels"))),
        new("idx-gz", Structure.Gzip, "train-images-idx3-ubyte.gz", [Mutator.Packed(Idx(2, 3, 4))], ReadIdx) { Prepare = PutLabels },
        new("cifar", Structure.Bytes, "data_batch_1.bin", [new byte[2 * CifarReader.RecordLength]], folder =>
            ReadAll(DataSource.Open(folder, []).Train)),
        new("cifar-names", Structure.Bytes, "batches.meta.txt", ["a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"u8.ToArray()], folder =>
            CifarReader.ReadClassNames(Path.Combine(folder, "batches.meta.txt"))),
        new("cifar-100", Structure.Bytes, "train.bin", [new byte[2 * (CifarReader.RecordLength + 1)]], folder =>
            ReadAll(DataSource.Open(folder, []).Train)),
        new("pickle", Structure.Bytes, "data_batch_1",
            [.. Enumerable.Range(0, 5).Select(protocol => Pickled($"protocol{protocol}/data_batch_1")), Pickled("hundred/train")], folder =>
            ReadAll(DataSource.Open(folder, []).Train)),
        new("pickle-names", Structure.Bytes, "meta", [Pickled("protocol0/batches.meta"), Pickled("protocol2/batches.meta"),
            Pickled("protocol4/batches.meta"), Pickled("hundred/meta")], folder =>
            CifarPickleReader.ReadClassNames(Path.Combine(folder, "meta"))),
        new("annotations", Structure.Bytes, "val/val_annotations.txt", ["1.png\ta\t0\t0\t8\t8\n2.png\tb\n"u8.ToArray()], ReadTree)
            { Prepare = PutTree },
        new("words", Structure.Bytes, "words.txt", ["a\tcat, house cat\nb\tdog\n"u8.ToArray()], ReadTree)
        {
            Prepare = folder =>
            {
                PutTree(folder);
                File.WriteAllText(Path.Combine(folder, "val", "val_annotations.txt"), "1.png\ta\n");
            },
        },
        new("image-list", Structure.Bytes, "labels.csv", ["file,label,name\na.png,0,cat\nb.png,1,\"dog, big\"\n"u8.ToArray()], folder =>
            ReadAll(DataSource.Open(folder, []).Train))
        {
            Prepare = folder =>
            {
                File.WriteAllBytes(Path.Combine(folder, "a.png"), Picture(SKEncodedImageFormat.Png));
                File.WriteAllBytes(Path.Combine(folder, "b.png"), Picture(SKEncodedImageFormat.Png));
            },
        },
        new("png", Structure.Bytes, "set/a/1.png", [Picture(SKEncodedImageFormat.Png)], ReadPictures) { Prepare = PutPictures },
        new("jpg", Structure.Bytes, "set/a/1.png", [Picture(SKEncodedImageFormat.Jpeg)], ReadPictures) { Prepare = PutPictures },
        new("webp", Structure.Bytes, "set/a/1.png", [Picture(SKEncodedImageFormat.Webp), Photo("webp/cat/0000.webp")], ReadFitted)
            { Prepare = PutPictures },
        new("gif", Structure.Bytes, "set/a/1.png", [Gif], ReadFitted) { Prepare = PutPictures },
        new("bmp", Structure.Bytes, "set/a/1.png", [Photo("bmp/cat/0000.bmp")], ReadFitted) { Prepare = PutPictures },
        new("mixed-sizes", Structure.Bytes, "set/a/1.png",
            [Photo("mixed-sizes/cat/0000.jpg"), Picture(SKEncodedImageFormat.Png)], ReadFitted)
            { Prepare = PutPictures },
        new("corrupted-set", Structure.Bytes, "fog.npy", [Npy<byte>(new byte[10 * 4 * 4 * 3], 10, 4, 4, 3)], ReadCorrupted)
        {
            Prepare = folder => File.WriteAllBytes(Path.Combine(folder, "labels.npy"), Npy<byte>([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 10)),
        },
        new("tar", Structure.Gzip, "set.tar.gz", [Tar()], folder =>
        {
            string unpacked = Path.Combine(folder, "unpacked");
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
            TarArchive.Extract(Path.Combine(folder, "set.tar.gz"), unpacked, 1 << 20, CancellationToken.None);
        }),
    ];

    // Two by two pixels of four colours.
    private static byte[] Gif =>
    [
        .. "GIF89a"u8, 2, 0, 2, 0, 0x81, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255,
        0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 68, 168, 21, 0, 0x3B,
    ];

    private static byte[] Damaged(string name) => File.ReadAllBytes(Path.Combine(Cases.Damaged, name));

    private static byte[] Pickled(string name) => Photo("cifar-python/" + name);

    private static byte[] Photo(string name) => File.ReadAllBytes(Path.Combine(Cases.Data, name));

    private static byte[] Npy<T>(T[] numbers, params int[] shape)
        where T : unmanaged
    {
        var stream = new MemoryStream();
        NpyWriter.Write<T>(stream, numbers, shape);
        return stream.ToArray();
    }

    private static byte[] Npz<T>(T[] pixels)
        where T : unmanaged => Zip(("x", Npy(pixels, 2, 4, 4)), ("y", Npy<long>([0, 1], 2)));

    private static byte[] Training() => Zip(
        ("x", Npy<float>([0, 1, 2], 3, 1)),
        ("y", Npy<float>([0, 1, 0], 3)),
        ("predictions", Npy(new float[6], 2, 3)),
        ("steps", Npy<long>([0, 10], 2)));

    private static byte[] Zip(params (string Name, byte[] Content)[] arrays)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in arrays)
            {
                using Stream entry = zip.CreateEntry(name + ".npy").Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Idx(byte count, byte rows, byte columns) =>
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, rows, 0, 0, 0, columns, .. new byte[count * rows * columns]];

    private static byte[] Picture(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(8, 8, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int index = 0; index < 64; index++)
            bitmap.SetPixel(index % 8, index / 8, new SKColor((byte)(index * 37), (byte)(index * 91), (byte)(index * 3)));
        using SKData data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] Tar()
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "set/"));
            var content = new MemoryStream(Encoding.ASCII.GetBytes("some bytes"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "set/a.bin") { DataStream = content });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "set/deep/b.bin") { DataStream = new MemoryStream(new byte[600]) });
        }

        return Mutator.Packed(stream.ToArray());
    }

    private static void PutLabels(string folder) =>
        File.WriteAllBytes(Path.Combine(folder, "train-labels"), [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);

    private static void PutPictures(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "set", "a"));
        Directory.CreateDirectory(Path.Combine(folder, "set", "b"));
        File.WriteAllBytes(Path.Combine(folder, "set", "b", "1.png"), Picture(SKEncodedImageFormat.Png));
    }

    private static void PutTree(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "val", "images"));
        foreach (string file in (string[])["train/a/images/1.png", "train/b/images/1.png", "val/images/1.png", "val/images/2.png"])
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Picture(SKEncodedImageFormat.Png));
        }
    }

    private static void ReadTree(string folder) => ReadAll(DataSource.Open(folder, []).Evaluation);

    private static void PutTraining(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "x.npy"), Npy<float>([0, 1, 2], 3, 1));
        foreach (string step in (string[])["0000", "0010"])
            File.WriteAllBytes(Path.Combine(folder, step + ".npy"), Npy<float>([0, 0, 1], 3));
    }

    private static void ReadIdx(string folder) => ReadAll(DataSource.Open(folder, []).Train);

    private static void ReadPictures(string folder) => ReadAll(ImageFolderReader.Read(Path.Combine(folder, "set")));

    private static void ReadFitted(string folder)
    {
        var (size, spec) = (new InputSize(3, 8, 8), new InputSpec { Resize = ResizeRule.Resize });
        Dataset data = DataSource.OpenOfAnySizes(Path.Combine(folder, "set"), []).Train;
        ReadAll(data.HasOneSize ? data : data.Fitted(new ImageShape(3, 8, 8), image => ImageResize.Fit(image, size, spec)));
    }

    private static void ReadAll(Dataset data)
    {
        float[] pixels = new float[data.Shape.PixelCount];
        for (int image = 0; image < Math.Min(data.Count, 4); image++)
            data.ReadPixels(image, pixels);
    }

    private static void ReadCorrupted(string folder)
    {
        var set = CorruptedFolder.Open(folder, ["fog"]);
        ReadAll(set.Read("fog", 1));
    }

    private static void ReadTraining(string path)
    {
        using ArraySource source = ArraySource.Open(path);
        var training = SavedTraining.Of(source);
        string[] arrays = [SavedTraining.Inputs, SavedTraining.Targets, .. training.Snapshots.Select(snapshot => snapshot.Array)];
        foreach (string array in arrays.Distinct())
        {
            using NpyRows rows = source.OpenRows(array);
            rows.Read(new double[rows.Count]);
        }
    }
}
